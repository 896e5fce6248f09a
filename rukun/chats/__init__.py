"""What is said in a chat or a letter: one conversation, whatever the channel, that ends in a report or in none."""

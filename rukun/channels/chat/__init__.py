"""The door of chats and letters: WhatsApp, Telegram and a mailbox come in here, and are answered from here."""

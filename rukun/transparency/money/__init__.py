"""What every area received and spent, open to everybody: by month and use, from the books alone, without persons."""

"""How a message leaves the house: by e-mail, through a text gateway, or onto the operator's console."""

"""The instances that ship with the program, and the script that writes them."""

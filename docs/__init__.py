"""The documents, and the script that writes those that follow from the code."""

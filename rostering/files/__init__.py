"""Files people edit."""

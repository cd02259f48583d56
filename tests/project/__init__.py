"""The repository itself: its layout, who imports whom, what is shipped."""

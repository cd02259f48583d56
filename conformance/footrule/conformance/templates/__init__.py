"""Workbooks for testers, each with its mapping and the program that writes it: a starter, and Catena-X PDS and DQR."""

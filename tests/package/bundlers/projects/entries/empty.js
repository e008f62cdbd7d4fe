// Imports nothing.

"""Calling commands from the outside. Light to import: dash-cli must be quick."""

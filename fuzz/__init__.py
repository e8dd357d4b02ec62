"""Hostile files, made from good ones by changes that know their structure, against every reader: ``make fuzz``."""

"""Reports: what grading yields, in files, pages and pictures."""

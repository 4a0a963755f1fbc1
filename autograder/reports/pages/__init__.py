"""Pages: what a student gets back, and the class on one page, each a self-contained HTML file."""

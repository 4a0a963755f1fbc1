"""The field suite: right hand-ins with the habits of real students must keep every point."""

"""nbgrader: autograding in the sandbox, and its gradebook."""

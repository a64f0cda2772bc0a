"""募集: the call to all divisions, applications, approval, selection and the waiting list."""

"""What this program keeps, what its processes may and do; and erasing all of it. No Qt."""

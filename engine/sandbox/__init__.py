"""What a child process takes from itself before it reads anything of the person's or of a stranger's."""

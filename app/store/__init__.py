"""What the person owns: profiles, conversations, messages. SQLite, no Qt."""

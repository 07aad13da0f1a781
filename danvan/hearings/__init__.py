"""What the public says: consultation before a decision, comments, replies, requests to take a name down."""

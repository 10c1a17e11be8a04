"""Pages of the Community Management Office; its cases live on the common pages of the desk."""

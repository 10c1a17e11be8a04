"""The workflow engine: pure Python, no Django, nothing of ours."""

"""Many territories at once: which files, one task each, on this machine's cores or on a cluster; nothing lost, nothing doubled."""

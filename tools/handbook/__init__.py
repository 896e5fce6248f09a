"""The documentation as a site: gathers its pages, writes what the code knows, and takes its pictures."""

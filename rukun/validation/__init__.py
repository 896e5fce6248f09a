"""Whether a report is true: Tapem accepts it or strikes it out, with a reason, and the newest verdict stands."""

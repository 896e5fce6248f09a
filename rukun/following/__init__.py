"""What lies near somebody: places that are followed, and what is told of them, once a day or once a week."""

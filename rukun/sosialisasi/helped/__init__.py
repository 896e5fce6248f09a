"""The same credit without a smartphone: a counter, a form on paper, a named assistant, and the minutes it all takes."""

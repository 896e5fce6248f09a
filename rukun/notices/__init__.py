"""What each person is to be told: notices made from the trail, by the ways that each has chosen."""

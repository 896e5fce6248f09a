"""The gate before all doors: takes a request in whole, lets as many work as can, and tells the others when to come."""

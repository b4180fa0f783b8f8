"""Shift scheduling instances of Curtois and Qu (schedulingbenchmarks.org), read from their files and solved by the product."""

"""効果: hours of staff, yen and hours of citizens, side by side and never added up."""

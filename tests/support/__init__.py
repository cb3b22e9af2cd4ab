"""What tests share: a movable clock, real databases, and builders that set the scene."""

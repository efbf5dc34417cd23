"""From a picture to judged pages: found, cut, turned upright, and looked over for what would send it back."""

"""What ``mbc-prep check`` looks at: the standard that items and cards are held to."""

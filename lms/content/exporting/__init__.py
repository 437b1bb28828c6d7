"""A compiled course → what can be carried elsewhere: a site, a book, a cartridge, the folder.

Each target is a pure function from an edition to files; `writing` alone touches the disk.
"""

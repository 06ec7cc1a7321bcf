"""What messages carry: from values to bytes and back.

Decoders raise SerializationError where the bytes are malformed, and check every count before anything is allocated.
"""

package io.serai.iso8583.mac;

/** How a message authentication code is made. Thread-safe; keys and data are not kept. */
public enum MacAlgorithm {
  /** The retail MAC: ISO/IEC 9797-1 algorithm 3 over DES, ANSI X9.19. 16 or 24 bytes of key. */
  RETAIL("retail", 24) {
    @Override
    public byte[] mac(byte[] key, MacPadding padding, byte[] data) {
      return RetailMac.of(key, padding, data);
    }
  },

  /** AES-CMAC (RFC 4493, NIST SP 800-38B), which pads by itself. 16, 24 or 32 bytes of key. */
  AES_CMAC("aes-cmac", 32) {
    @Override
    public byte[] mac(byte[] key, MacPadding padding, byte[] data) {
      return AesCmac.of(key, data);
    }
  };

  private static final int SHORTEST_KEY = 16;

  private final String word;
  private final int longestKey;

  MacAlgorithm(String word, int longestKey) {
    this.word = word;
    this.longestKey = longestKey;
  }

  /** The name in {@code links.yaml}. */
  public String word() {
    return word;
  }

  /** Whether a key may have that many bytes. */
  public boolean takesKeyOf(int bytes) {
    return bytes >= SHORTEST_KEY && bytes <= longestKey && bytes % 8 == 0;
  }

  /**
   * The whole code: 8 bytes of the retail MAC, 16 of AES-CMAC.
   *
   * @throws IllegalArgumentException if the key has a wrong length
   */
  public abstract byte[] mac(byte[] key, MacPadding padding, byte[] data);
}

package io.serai.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** The sandbox's secrets: made at its first start, found again later, readable by their owner. */
record Secrets(Path folder) {

  private static final SecureRandom RANDOM = new SecureRandom();

  /** The API key of the sandbox's tenant; the only secret that is ever printed. */
  String apiKey() {
    return kept("api-key", "sk_sandbox_" + HexFormat.of().formatHex(random(20)));
  }

  Path apiKeyFile() {
    return folder.resolve("api-key");
  }

  String operatorPassword() {
    return kept("operator-password", HexFormat.of().formatHex(random(16)));
  }

  Path operatorPasswordFile() {
    return folder.resolve("operator-password");
  }

  /** The file with the key under which card numbers are kept. */
  Path vaultKeyFile() {
    kept("vault.key", Base64.getEncoder().encodeToString(random(32)));
    return folder.resolve("vault.key");
  }

  /** The file with the secret that signs what the holders of cards are told. */
  Path webhookSecretFile() {
    kept("webhook-secret", HexFormat.of().formatHex(random(32)));
    return folder.resolve("webhook-secret");
  }

  private String kept(String name, String fresh) {
    Path file = folder.resolve(name);
    try {
      if (!Files.exists(file)) {
        write(file, fresh + "\n");
      }
      return Files.readString(file).trim();
    } catch (IOException e) {
      throw new UncheckedIOException("The secret cannot be kept in " + file, e);
    }
  }

  /** Writes a file that only its owner can read. */
  static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.deleteIfExists(file);
    if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    Files.writeString(file, text);
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return bytes;
  }
}

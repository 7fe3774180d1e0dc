package io.serai.provider.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/** Reads keys and certificates from files; what is wrong names the setting, never the content. */
final class Pem {

  private Pem() {}

  /** The text of a file. */
  static String text(String setting, String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException e) {
      throw StoreEnvironment.wrong(setting, "'" + file + "' cannot be read; write a file's path");
    }
  }

  /**
   * A private key in PKCS #8.
   *
   * @param algorithm EC or RSA
   */
  static PrivateKey privateKey(String setting, String algorithm, String pem) {
    String base64 = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
    try {
      return KeyFactory.getInstance(algorithm)
          .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw StoreEnvironment.wrong(
          setting, "holds no " + algorithm + " key in PKCS #8; take the file as the store gave it");
    }
  }
}

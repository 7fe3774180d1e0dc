package io.serai.iso8583;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * How the connections of a link are protected. Files are read when the link opens.
 *
 * @param certificate our certificate and those that vouch for it, PEM; or null
 * @param key its key, PKCS #8 in PEM; or null
 * @param keyStore both in one PKCS #12 file, instead; or null
 * @param trust whose certificates are trusted, PEM or PKCS #12 (.p12, .pfx); null for those that
 *     Java trusts. Where we listen it also says that the peer must show one
 * @param password of the key and the PKCS #12 files; or null
 * @param verifyHost whether a dialed peer's certificate must name the host that was dialed
 */
public record LinkTls(
    @Nullable Path certificate,
    @Nullable Path key,
    @Nullable Path keyStore,
    @Nullable Path trust,
    @Nullable String password,
    boolean verifyHost) {

  private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

  SslContext client() throws IOException, GeneralSecurityException {
    SslContextBuilder builder = SslContextBuilder.forClient().protocols(PROTOCOLS);
    if (keyStore != null) {
      builder.keyManager(keys(keyStore));
    } else if (certificate != null) {
      builder.keyManager(certificate.toFile(), keyFile(), password);
    }
    return trusting(builder).endpointIdentificationAlgorithm(verifyHost ? "HTTPS" : "").build();
  }

  SslContext server() throws IOException, GeneralSecurityException {
    SslContextBuilder builder =
        keyStore != null
            ? SslContextBuilder.forServer(keys(keyStore))
            : SslContextBuilder.forServer(
                certificate == null ? null : certificate.toFile(), keyFile(), password);
    return trusting(builder)
        .protocols(PROTOCOLS)
        .clientAuth(trust == null ? ClientAuth.NONE : ClientAuth.REQUIRE)
        .build();
  }

  private java.io.@Nullable File keyFile() {
    return key == null ? null : key.toFile();
  }

  private KeyManagerFactory keys(Path file) throws IOException, GeneralSecurityException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store(file), secret());
    return keys;
  }

  private SslContextBuilder trusting(SslContextBuilder builder)
      throws IOException, GeneralSecurityException {
    if (trust == null) {
      return builder;
    }
    if (!trust.toString().matches(".*\\.(p12|pfx)")) {
      return builder.trustManager(trust.toFile());
    }
    TrustManagerFactory trusted =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trusted.init(store(trust));
    return builder.trustManager(trusted);
  }

  private KeyStore store(Path file) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, secret());
    }
    return store;
  }

  private char[] secret() {
    return password == null ? new char[0] : password.toCharArray();
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "LinkTls[" + (keyStore != null ? keyStore : certificate) + ", trust " + trust + "]";
  }
}

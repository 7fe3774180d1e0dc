package io.serai.provider.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.util.Base64;
import io.serai.doubles.SigningChain;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who signed a transaction is found out here, without asking anybody (S1.87). */
@SuppressWarnings("NullAway.Init")
class AppleChainTest {

  private static final SigningChain CHAIN = SigningChain.valid();
  private static final String NOT_TRUSTED =
      "is signed by nobody whom we trust, or not while the certificate was valid";

  @TempDir private Path folder;
  private final CamelContext context = new DefaultCamelContext();
  private AppleChain chain = new AppleChain();

  @BeforeEach
  void start() {
    chain = trusting(CHAIN);
  }

  private AppleChain trusting(SigningChain whom) {
    AppleChain made = new AppleChain();
    made.setRootFiles(whom.writeRoot(folder.resolve("root.der")).toString());
    made.start();
    return made;
  }

  private Exchange look(AppleChain with, String signed) {
    Exchange exchange = new DefaultExchange(context);
    exchange.setVariable("signed", signed);
    with.process(exchange);
    return exchange;
  }

  private @Nullable Object forged(String signed) {
    Exchange exchange = look(chain, signed);
    assertThat(exchange.getVariable("claims")).isNull();
    return exchange.getVariable("forged");
  }

  private static Map<String, Object> claims(Instant signedAt) {
    return Map.of("transactionId", "1", "signedDate", signedAt.toEpochMilli());
  }

  @Test
  void whatTheChainSignedIsBelieved() {
    Exchange exchange = look(chain, CHAIN.sign(claims(Instant.now())));
    assertThat(exchange.getVariable("claims", String.class)).contains("\"transactionId\":\"1\"");
    assertThat(exchange.getVariable("forged")).isNull();
    assertThat(exchange.getVariable("signed")).isNull();
  }

  @Test
  void aChainThatLeadsToAnotherRootIsNobodys() {
    assertThat(forged(SigningChain.valid().sign(claims(Instant.now())))).isEqualTo(NOT_TRUSTED);
    // Its own root beside our leaf is of no use either.
    SigningChain other = SigningChain.valid();
    SigningChain mixed =
        new SigningChain(
            other.leaf(), List.of(other.x5c().get(0), other.x5c().get(1), CHAIN.x5c().get(2)));
    assertThat(forged(mixed.sign(claims(Instant.now())))).isEqualTo(NOT_TRUSTED);
  }

  @Test
  void theCertificatesMustBeMeantForIt() {
    Instant later = Instant.now().plus(Duration.ofDays(1));
    for (SigningChain unmarked :
        List.of(
            SigningChain.of("", SigningChain.INTERMEDIATE, later),
            SigningChain.of("1.2.3", SigningChain.INTERMEDIATE, later),
            SigningChain.of(SigningChain.LEAF, "", later))) {
      chain = trusting(unmarked);
      assertThat(forged(unmarked.sign(claims(Instant.now()))))
          .isEqualTo("is signed with a certificate that is not meant for it");
    }
  }

  @Test
  void aLeafThatHasEndedSignsNoMoreButWhatItSignedInItsTimeHolds() {
    Instant ended = Instant.now().minus(Duration.ofDays(10));
    SigningChain old = SigningChain.of(SigningChain.LEAF, SigningChain.INTERMEDIATE, ended);
    chain = trusting(old);
    assertThat(forged(old.sign(claims(Instant.now())))).isEqualTo(NOT_TRUSTED);
    Instant before = ended.minus(Duration.ofDays(1));
    assertThat(look(chain, old.sign(claims(before))).getVariable("claims")).isNotNull();
  }

  @Test
  void aChangedPayloadOrAnotherAlgorithmIsForged() throws Exception {
    String[] parts = CHAIN.sign(claims(Instant.now())).split("\\.", -1);
    String[] others = CHAIN.sign(claims(Instant.now().plusSeconds(1))).split("\\.", -1);
    assertThat(forged(parts[0] + "." + others[1] + "." + parts[2]))
        .isEqualTo("was changed after it was signed");
    String none =
        java.util.Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8));
    assertThat(forged(none + "." + parts[1] + ".")).isEqualTo("is no signed transaction");
    JWSObject mac =
        new JWSObject(
            new JWSHeader.Builder(JWSAlgorithm.HS256)
                .x509CertChain(CHAIN.x5c().stream().map(Base64::encode).toList())
                .build(),
            new Payload(claims(Instant.now())));
    mac.sign(new MACSigner(CHAIN.leaf().getPublic().getEncoded()));
    assertThat(forged(mac.serialize())).isEqualTo("is not signed with ES256");
  }

  @Test
  void aSignatureWithoutItsCertificatesIsNobodys() throws Exception {
    JWSObject bare =
        new JWSObject(new JWSHeader(JWSAlgorithm.ES256), new Payload(claims(Instant.now())));
    bare.sign(new ECDSASigner((ECPrivateKey) CHAIN.leaf().getPrivate()));
    assertThat(forged(bare.serialize()))
        .isEqualTo("comes without the three certificates of its signer");
    assertThat(forged(CHAIN.sign(Map.of("transactionId", "1"))))
        .isEqualTo("does not say when it was signed");
    assertThat(forged("nothing")).isEqualTo("is no signed transaction");
    assertThat(forged("")).isEqualTo("is no signed transaction");
  }

  @Test
  void withoutARootNobodyIsTrustedAndThatIsNotTheReceiptsFault() {
    AppleChain none = new AppleChain();
    none.start();
    assertThatThrownBy(() -> look(none, CHAIN.sign(claims(Instant.now()))))
        .hasMessage("rootFiles: is empty, so nobody's signature is trusted");
    AppleChain wrong = new AppleChain();
    wrong.setRootFiles("/nowhere.der");
    assertThatThrownBy(wrong::start)
        .hasMessage("rootFiles: '/nowhere.der' is no certificate; write a file in PEM or DER");
  }
}

package io.serai.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

/** What requests are signed with. */
class HmacSignerTest {

  @Test
  void theSignatureIsThatOfTheTextWhichIsGoneAfterwards() throws GeneralSecurityException {
    // RFC 4231, test case 2
    HmacSigner signer = new HmacSigner();
    signer.setKey("Jefe");
    Exchange exchange = new DefaultExchange(new DefaultCamelContext());
    exchange.setVariable(HmacSigner.TO_SIGN, "what do ya want for nothing?");
    signer.process(exchange);
    assertThat(exchange.getVariable(HmacSigner.SIGNATURE))
        .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    assertThat(exchange.getVariable(HmacSigner.TO_SIGN)).isNull();

    signer.setAlgorithm("HmacSHA512");
    exchange.setVariable(HmacSigner.TO_SIGN, "what do ya want for nothing?");
    signer.process(exchange);
    assertThat(String.valueOf(exchange.getVariable(HmacSigner.SIGNATURE)))
        .startsWith("164b7a7bfcf819e2e395fbe73b56e0a3");
  }

  @Test
  void withoutAKeyOrATextNothingIsSigned() {
    HmacSigner signer = new HmacSigner();
    assertThatThrownBy(() -> signer.setKey(" "))
        .hasMessage("the key to sign with is empty; set it with the provider");
    assertThatThrownBy(() -> signer.setAlgorithm("SHA-256"))
        .hasMessage("'SHA-256' is no HMAC; write one such as HmacSHA256");
    Exchange exchange = new DefaultExchange(new DefaultCamelContext());
    assertThatThrownBy(() -> signer.process(exchange))
        .hasMessage("the variable to_sign is not set");
    exchange.setVariable(HmacSigner.TO_SIGN, "text");
    assertThatThrownBy(() -> signer.process(exchange)).hasMessage("there is no key to sign with");
  }
}

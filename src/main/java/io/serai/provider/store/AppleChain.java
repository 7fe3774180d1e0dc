package io.serai.provider.store;

import io.serai.provider.AppleSignature;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;

/**
 * Finds out, without asking anybody, whether Apple signed a transaction: takes the text of the
 * variable {@code signed} and leaves its claims as JSON in the variable {@code claims}, or in
 * {@code forged} why it is none of Apple's. Thread-safe.
 */
public final class AppleChain extends ServiceSupport implements Processor {

  private String rootFiles = "";
  private @Nullable AppleSignature apple;

  /** Files with the roots that are trusted, behind commas. */
  public void setRootFiles(String files) {
    rootFiles = files;
  }

  @Override
  protected void doStart() {
    apple = AppleSignature.trusting("rootFiles", rootFiles);
  }

  @Override
  public void process(Exchange exchange) {
    Object signed = exchange.removeVariable("signed");
    AppleSignature trusted = apple;
    if (trusted == null || trusted.isBlind()) {
      throw StoreEnvironment.wrong("rootFiles", "is empty, so nobody's signature is trusted");
    }
    try {
      exchange.setVariable("claims", trusted.claims(String.valueOf(signed)));
      exchange.removeVariable("forged");
    } catch (AppleSignature.Forged e) {
      exchange.removeVariable("claims");
      exchange.setVariable("forged", e.getMessage());
    }
  }
}

package io.serai.hub;

import io.serai.iso8583.PinTranslation;
import io.serai.payment.PinBlock;
import java.util.concurrent.CompletableFuture;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Stands in for a hardware security module: each block comes out as another one. */
@Configuration(proxyBeanMethods = false)
public class TestPins {

  /** A translation that anybody can undo. */
  @Bean
  PinTranslation pinTranslation() {
    return (block, card, from, to) -> {
      byte[] bytes = block.bytes();
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] ^= 0x55;
      }
      return CompletableFuture.completedFuture(new PinBlock(bytes));
    };
  }
}

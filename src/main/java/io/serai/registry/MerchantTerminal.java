package io.serai.registry;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import org.jspecify.annotations.Nullable;

/**
 * A terminal of a merchant. Two merchants may have terminals of the same id.
 *
 * @param tenant whose terminal it is
 * @param merchant the merchant's id
 * @param id 1 to 8 characters, as in DE41
 * @param status whether it may ask for payments
 * @param keySha256 SHA-256 in hex of the key that it must send over REST; null if it needs none
 * @param certificateSha256 SHA-256 in hex of the certificate (DER) that it must show on a link with
 *     TLS; null if it needs none
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MerchantTerminal(
    String tenant,
    String merchant,
    String id,
    Standing status,
    @Nullable String keySha256,
    @Nullable String certificateSha256) {}

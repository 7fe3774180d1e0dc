package io.serai.registry;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/**
 * A merchant of a tenant.
 *
 * @param tenant whose merchant it is
 * @param id 1 to 15 characters, as in DE42
 * @param name for people
 * @param categoryCode four digits of ISO 18245, such as 5411
 * @param country two letters of ISO 3166, such as KR
 * @param status whether it may ask for payments
 */
@JsonNaming(SnakeCaseStrategy.class)
public record Merchant(
    String tenant, String id, String name, String categoryCode, String country, Standing status) {}

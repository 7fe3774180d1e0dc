package io.serai.queue;

import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the renewals' queue, under {@code serai.renewals}; the queues' names and limits stand
 * in the route.
 *
 * @param tenant whose renewals they are
 */
@Validated
@ConfigurationProperties("serai.renewals")
public record RenewalSettings(@DefaultValue("acme") @NotBlank String tenant) {}

package io.serai.alarm;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How alarms are kept and published.
 *
 * @param topic the Kafka topic
 * @param queueCapacity how many alarms may wait to be written; what is more is only logged
 * @param fold repeats of one kind and subject within this time are one alarm with a count
 * @param sweep how often alarms that Kafka did not take are tried again
 */
@Validated
@ConfigurationProperties("serai.alarm")
record AlarmProperties(
    @DefaultValue("serai.alarms") @NotBlank String topic,
    @DefaultValue("1000") @Min(1) @Max(1_000_000) int queueCapacity,
    @DefaultValue("1m") Duration fold,
    @DefaultValue("10s") Duration sweep) {}

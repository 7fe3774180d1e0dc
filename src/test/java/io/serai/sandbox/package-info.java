/**
 * The sandbox: one command that starts PostgreSQL, Kafka, SQS, the provider doubles, a card
 * network's host and the hub as processes of their own under one launcher, {@link
 * io.serai.sandbox.Sandbox}.
 */
@NullMarked
package io.serai.sandbox;

import org.jspecify.annotations.NullMarked;

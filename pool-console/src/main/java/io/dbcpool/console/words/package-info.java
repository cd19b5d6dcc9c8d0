/**
 * The view in words that a person reads, in the language that he reads. Start with
 * {@link io.dbcpool.console.words.RowText}, a machine's row; the sentences are files, one a language, in
 * {@code texts/}, and {@code TextsTest} holds them equal. What comes out of a record by itself, such as an alert's
 * summary, stays in the language of the record.
 */
@NullMarked
package io.dbcpool.console.words;

import org.jspecify.annotations.NullMarked;

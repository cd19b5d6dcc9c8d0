package io.dbcpool.cli.receipt;

import picocli.CommandLine.Command;

/** Groups what can be done with receipts. */
@Command(
        name = "receipt",
        description = "The signed receipts of this host's vacates. None of this needs the pool to be up.",
        subcommands = {
            ReceiptList.class,
            ReceiptShow.class,
            ReceiptVerify.class,
            ReceiptExport.class,
        })
public final class ReceiptCommand {}

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
        },
        footer = {
            "",
            "Examples:",
            "  ./pool receipt list",
            "  ./pool receipt show 0193591c-7d2a-7c4e-9f3b-5a6c1e8d2b40",
            "  ./pool receipt verify",
            "  ./pool receipt export 0193591c-7d2a-7c4e-9f3b-5a6c1e8d2b40"
        })
public final class ReceiptCommand {}

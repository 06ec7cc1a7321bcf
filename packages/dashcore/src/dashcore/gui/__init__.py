"""The screen: Qt widgets over the interfaces Node, Wallet and WalletLoader, wherever those run."""

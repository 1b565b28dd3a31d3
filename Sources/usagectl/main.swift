import UsagectlCommands

await Usagectl.main()

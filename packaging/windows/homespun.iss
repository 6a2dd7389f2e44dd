; The installer for Windows, made from dist\homespun by Inno Setup 6.3 or newer:
;     iscc /DVersion=0.1.0 packaging\windows\homespun.iss     (package.sh does it)
; For one person, without an administrator's rights. Written without Windows at hand: it has never been run.

#ifndef Version
  #error Say which version this is: iscc /DVersion=0.1.0
#endif

[Setup]
AppId={{7C1C5E1E-6B0B-4B57-9E5C-0D2B7D4C9A51}
AppName=Homespun
AppVersion={#Version}
AppPublisher=The Homespun maintainers
DefaultDirName={autopf}\Homespun
DefaultGroupName=Homespun
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
LicenseFile=..\..\LICENSE
SetupIconFile=..\..\build\pictures\homespun.ico
UninstallDisplayIcon={app}\homespun.exe
OutputDir=..\..\dist
OutputBaseFilename=homespun-{#Version}-windows-x64
Compression=lzma2/max
SolidCompression=yes
WizardStyle=modern
ChangesAssociations=yes
CloseApplications=yes

[Tasks]
Name: "desktop"; Description: "Put an icon on the desktop"; Flags: unchecked
Name: "association"; Description: "Open .gguf models with Homespun"

[Files]
Source: "..\..\dist\homespun\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs

[Icons]
Name: "{group}\Homespun"; Filename: "{app}\homespun.exe"
Name: "{autodesktop}\Homespun"; Filename: "{app}\homespun.exe"; Tasks: desktop

[Registry]
Root: HKA; Subkey: "Software\Classes\.gguf\OpenWithProgids"; ValueType: string; ValueName: "Homespun.gguf"; ValueData: ""; Flags: uninsdeletevalue; Tasks: association
Root: HKA; Subkey: "Software\Classes\Homespun.gguf"; ValueType: string; ValueName: ""; ValueData: "Language model"; Flags: uninsdeletekey; Tasks: association
Root: HKA; Subkey: "Software\Classes\Homespun.gguf\DefaultIcon"; ValueType: string; ValueName: ""; ValueData: "{app}\homespun.exe,0"; Tasks: association
Root: HKA; Subkey: "Software\Classes\Homespun.gguf\shell\open\command"; ValueType: string; ValueName: ""; ValueData: """{app}\homespun.exe"" open ""%1"""; Tasks: association

[Run]
Filename: "{app}\homespun.exe"; Description: "Start Homespun"; Flags: nowait postinstall skipifsilent

; What a person has written stays when the program is removed: it lies in their own folder, not in the program's.
